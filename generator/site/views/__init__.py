"""What each kind of page shows, as typed views: templates only loop and choose."""
