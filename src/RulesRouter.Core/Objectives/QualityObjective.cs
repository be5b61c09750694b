namespace RulesRouter.Objectives;

internal sealed class QualityObjective() : ObjectiveDefinition(Objective.Quality)
{
    public override string Description => "the highest ability at the task, uncertain ones at a lower quantile";
}
