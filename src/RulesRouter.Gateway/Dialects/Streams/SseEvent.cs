namespace RulesRouter.Gateway.Dialects.Streams;

/// <summary>One server-sent event, valid until the parser goes on.</summary>
/// <param name="Raw">Its bytes as they came, with the comments before it and its blank line.</param>
/// <param name="Name">The value of its <c>event</c> line; empty if it has none.</param>
/// <param name="Data">Its data lines, joined by LF; empty for an event of comments alone.</param>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Data);
