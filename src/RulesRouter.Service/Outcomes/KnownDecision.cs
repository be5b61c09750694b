using System.Collections.Immutable;
using RulesRouter.Decisions;
using RulesRouter.Requests;

namespace RulesRouter.Service.Outcomes;

/// <summary>What an outcome needs to know of the decision it is about.</summary>
/// <param name="Endpoints">By hop.</param>
public sealed record KnownDecision(string Id, DateTimeOffset At, TaskKind? Task, double? Difficulty, ImmutableArray<string> Endpoints)
{
    public static KnownDecision Of(string id, Decision decision) => new(
        id,
        decision.At,
        decision.Classification.Task,
        decision.Classification.Difficulty,
        [.. decision.Chain.Select(hop => (string)hop.Endpoint.Id)]);
}
