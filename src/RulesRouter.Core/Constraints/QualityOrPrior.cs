using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

/// <summary><c>quality.min</c> with <c>priorSuffices: true</c>: a model without a published score satisfies it by its prior.</summary>
internal sealed class QualityOrPrior() : CallFigureConstraint("quality", "minOrPrior", ConstraintKind.LowerBound, CallFigure.QualityOrPrior)
{
    public override string Unit => "probability in 0..1";

    public override string Description => "`quality.min` where `priorSuffices` is true";

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) => null;
}
