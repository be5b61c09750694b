using System.Text.Json.Nodes;

namespace RulesRouter.Gateway.Tests.Dialects.Viewing;

/// <summary>What a client sees of a stream.</summary>
/// <param name="Answer">Null if there was none.</param>
/// <param name="Error">Null if there was none.</param>
/// <param name="IsFinished">The client takes the answer for a whole one.</param>
/// <param name="Breaches">What breaks the order of the dialect's events.</param>
internal sealed record ViewedStream(ViewedAnswer? Answer, JsonNode? Error, bool IsFinished, IReadOnlyList<string> Breaches);
