namespace RulesRouter.Objectives;

internal sealed class PriceObjective() : ObjectiveDefinition(Objective.Price)
{
    public override string Description => "the lowest expected token cost of the call";
}
