namespace RulesRouter.Objectives;

internal sealed class ScriptObjective() : ObjectiveDefinition(Objective.Script)
{
    public override string Description => "the lowest score of a script";

    public override bool NeedsScript => true;
}
