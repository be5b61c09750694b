using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Decisions;

namespace RulesRouter.Service.Outcomes;

/// <summary>The part of a decision that its outcomes need.</summary>
/// <param name="Endpoints">Indexed by hop.</param>
/// <param name="Group">Attribute and value of the credential by which difficulty is learned; null where there is none.</param>
internal sealed record KnownDecision(
    string Id,
    DateTimeOffset At,
    TaskKind? Task,
    double? Difficulty,
    ImmutableArray<string> Endpoints,
    string? Group = null)
{
    public static KnownDecision Of(string id, Decision decision) => new(
        id,
        decision.At,
        decision.Classification.Task,
        decision.Classification.Difficulty,
        [.. decision.Chain.Select(hop => (string)hop.Endpoint.Id)],
        decision.Classification.DifficultyGroup);
}
