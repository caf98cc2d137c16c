"""The dashboard on a server: settings safe to start with, and what stands before the app."""
