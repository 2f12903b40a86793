"""The scores column of the actions: setting and dropping targets."""
