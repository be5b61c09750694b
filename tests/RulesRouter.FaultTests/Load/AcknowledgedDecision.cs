using System.Text.Json;
using RulesRouter.FaultTests.Policies;

namespace RulesRouter.FaultTests.Load;

/// <summary>A decision that a caller has got.</summary>
/// <param name="Instance">Which of the services made it.</param>
/// <param name="SentAt">Ticks of the monotonic clock before the request was sent.</param>
internal sealed record AcknowledgedDecision(
    string Id,
    KnownRequest Request,
    int Instance,
    string? Session,
    long SentAt,
    string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public bool IsRouted { get; } = Text.Contains("\"outcome\":\"routed\"", StringComparison.Ordinal);

    public static AcknowledgedDecision Of(string text, KnownRequest request, int instance, string? session, long sentAt) =>
        new(JsonDocument.Parse(text).RootElement.GetProperty("decisionId").GetString()!, request, instance, session, sentAt, text);
}
