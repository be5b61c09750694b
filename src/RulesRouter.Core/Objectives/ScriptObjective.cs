namespace RulesRouter.Objectives;

public sealed class ScriptObjective() : ObjectiveDefinition(Objective.Script)
{
    public override string Description => "the lowest score of a script";

    public override bool NeedsScript => true;
}
