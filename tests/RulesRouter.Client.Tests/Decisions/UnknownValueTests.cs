using System.Text.Json;
using RulesRouter.Client.Decisions;
using RulesRouter.Client.Json;

namespace RulesRouter.Client.Tests.Decisions;

/// <summary>Values of closed enumerations that a later service might send.</summary>
public sealed class UnknownValueTests
{
    private const string Decision = """
        {"outcome":"routed","policy":"p","revision":"r","stateDigest":"s","at":"2026-09-01T12:00:00Z","evidence":"verified",
         "classification":{"source":"none"},"constraints":{},"obligations":{},"reasons":[],"later":{"field":1},
         "chosen":{"endpoint":"a/m","model":"m","wireModel":"m","provider":"a","estimate":{}},
         "fallbacks":[{"endpoint":"b/m","model":"m","wireModel":"m","provider":"b","on":["rate-limited"],"estimate":{}}]}
        """;

    [Fact]
    public void Field_of_a_later_service_is_ignored() => Assert.Equal("b/m", Read(Decision).Chain[1].Endpoint);

    [Theory]
    [InlineData("routed", "deferred", "`deferred` is no DecisionOutcome that this client knows; it knows routed, denied")]
    [InlineData("verified", "hearsay", "`hearsay` is no EvidenceKind that this client knows; it knows verified, sample")]
    public void Unknown_value_is_rejected(string known, string unknown, string message)
    {
        var json = Decision.Replace($"\"{known}\"", $"\"{unknown}\"", StringComparison.Ordinal);

        var exception = Assert.Throws<UnknownValueException>(() => Read(json));

        Assert.Equal($"{message}; update RulesRouter.Client", exception.Message);
        Assert.Equal(unknown, exception.Value);
    }

    [Theory]
    [InlineData("\"rate-limited\"", "\"melted\"")]
    [InlineData("\"rate-limited\"", "7")]
    [InlineData("\"none\"", "\"oracle\"")]
    public void Unknown_value_deep_in_a_decision_is_rejected(string known, string unknown) =>
        Assert.Throws<UnknownValueException>(() => Read(Decision.Replace(known, unknown, StringComparison.Ordinal)));

    [Fact]
    public void Missing_required_field_is_rejected() =>
        Assert.Throws<JsonException>(() => Read(Decision.Replace("\"outcome\":\"routed\",", "", StringComparison.Ordinal)));

    private static DecisionResponse Read(string json) => JsonSerializer.Deserialize<DecisionResponse>(json, ClientJson.Options)!;
}
