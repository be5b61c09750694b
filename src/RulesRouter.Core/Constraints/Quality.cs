using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class Quality() : CallFigureConstraint("quality", "min", ConstraintKind.LowerBound, CallFigure.Quality)
{
    public override string Unit => "mean score in 0..1";

    public override string Description => "mean of the catalog's quality figures for the request's task";

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) =>
        endpoint.Model.QualityFigures.Select(figure => figure.Task)
            .Distinct()
            .Select(task => new ConstraintReading(Number: endpoint.Model.MeanQuality(task)));
}
