namespace RulesRouter.Objectives;

internal sealed class LatencyObjective() : ObjectiveDefinition(Objective.Latency)
{
    public override string Description => "the shortest expected time of the whole answer, at p50";
}
