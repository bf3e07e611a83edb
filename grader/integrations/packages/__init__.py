"""
One file that a teacher uploads to a platform, and what runs there when somebody hands something in.

Read ``build`` for what is in a package and ``platforms`` for the table of platforms. On the
platform ``guard`` starts first, with nothing but the standard library: it puts down a result that
says that nothing was decided, so there is one whatever happens next. Then ``mark`` examines the
submission (``marked`` is what comes of it), and the platform's own module puts that into its form.
"""
