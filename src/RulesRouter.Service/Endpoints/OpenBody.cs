using System.Buffers;

namespace RulesRouter.Service.Endpoints;

/// <summary>A whole body in the connection's buffers, until <see cref="RequestBody.Close"/>.</summary>
/// <param name="Held">Bytes counted by <see cref="BodyMemory"/>.</param>
internal readonly record struct OpenBody(ReadOnlySequence<byte> Bytes, long Held);
