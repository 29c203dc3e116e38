"""Small reusable widgets that know no screen."""
