using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

/// <summary>A model without a published score at such tasks violates it.</summary>
internal sealed class Quality() : CallFigureConstraint("quality", "min", ConstraintKind.LowerBound, CallFigure.Quality)
{
    public override string Unit => "probability in 0..1";

    public override string Description =>
        "success probability at the task's reference difficulty, at a cautious quantile of the model's ability; with `priorSuffices: true` also "
        + "for a model without a published score at such tasks";

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) =>
        endpoint.Model.QualityFigures.IsEmpty && endpoint.Model.AliasOf.IsEmpty ? [] : null;
}
