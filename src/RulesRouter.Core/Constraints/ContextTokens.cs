using System.Collections.Immutable;
using RulesRouter.Catalog;
using RulesRouter.Requests;

namespace RulesRouter.Constraints;

internal sealed class ContextTokens() : NumberConstraint("contextTokens", "min", ConstraintKind.LowerBound)
{
    public override string Unit => "tokens";

    public override string Description => "size of the context window";

    internal override ImmutableArray<ImmutableArray<FactSlot>> RequestSums =>
        [[FixedFacts.InputTokens], [FixedFacts.InputTokens, FixedFacts.MaxOutputTokens]];

    internal override ConstraintValue? AskedBy(RequestLimits request) =>
        request.ContextTokens is { } tokens ? new ConstraintValue.Number(tokens) : null;

    internal override string? MissingFrom(Endpoint endpoint) => endpoint.ContextTokens is null ? "contextTokens" : null;

    protected override double? Stated(Endpoint endpoint) => endpoint.ContextTokens;
}
