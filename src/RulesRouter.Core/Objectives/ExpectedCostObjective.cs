namespace RulesRouter.Objectives;

internal sealed class ExpectedCostObjective() : ObjectiveDefinition(Objective.ExpectedCost)
{
    public override string Description => "the chain with the lowest expected total cost of a completed task";

    public override bool NeedsBeliefs => true;
}
