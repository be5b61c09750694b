namespace RulesRouter.Objectives;

internal sealed class QualityObjective() : ObjectiveDefinition(Objective.Quality)
{
    public override string Description => "the highest mean of the catalog's quality figures for the task";
}
