using RulesRouter.Catalog;

namespace RulesRouter.Constraints;

internal sealed class InputPrice() : CallFigureConstraint("price.inputPerMTok", "max", ConstraintKind.UpperBound, CallFigure.InputPrice)
{
    public override string Unit => "US dollars per million tokens";

    public override string Description => "price of input in force at the time of the decision";

    internal override IEnumerable<ConstraintReading>? Possible(Endpoint endpoint) =>
        endpoint.AllRates().Select(rates => new ConstraintReading(Number: rates.Input));
}
