namespace RulesRouter.Objectives;

internal sealed class OrderedObjective() : ObjectiveDefinition(Objective.Ordered)
{
    public override string Description => "the first pattern of `prefer` that matches; cheaper first within one pattern";

    public override bool NeedsPreference => true;
}
