"""What the commands share: the application, options, inputs, answers, pager."""
