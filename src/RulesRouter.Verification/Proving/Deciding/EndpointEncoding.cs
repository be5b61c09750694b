using RulesRouter.Catalog;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// When an endpoint may be a hop: certain exclusions are clauses; what depends on more than rules, catalog and plain facts
/// is left free. Ranking and health are free too, so any endpoint that may be eligible may be any hop.
/// </summary>
internal sealed class EndpointEncoding(PolicyEncoding encoding, ModelCatalog catalog, DateTimeOffset at, bool allowSample)
{
    private readonly Solving.Circuit circuit = encoding.Space.Circuit;
    private readonly Dictionary<Policies.Selection, EndpointPattern[]> preferences = encoding.Policy.InSelectionOrder
        .Select(index => encoding.Policy.Rules[index].Rule.Selection!).Distinct()
        .ToDictionary(selection => selection, selection => Patterns(selection).Select(pattern => new EndpointPattern(pattern)).ToArray());

    public int MayBeEligible(Endpoint endpoint)
    {
        var review = new EndpointReview(endpoint, catalog, at, allowSample);
        return review.IsServed ? circuit.And(RequiredConstraints(review).Concat(Preferred(endpoint)).Concat(RequestLimits(review))) : circuit.False;
    }

    /// <summary>Preferred constraints may be dropped, so only required ones exclude endpoints.</summary>
    private IEnumerable<int> RequiredConstraints(EndpointReview review) => encoding.Indices(rule => !rule.Rule.Constraints.IsEmpty)
        .SelectMany(index => encoding.Policy.Rules[index].Rule.Constraints.Select(clause => (clause, InForce: encoding.Requires(index, clause))))
        .Where(required => required.InForce != circuit.False && !review.MaySatisfy(required.clause.Definition, required.clause.Value))
        .Select(required => -required.InForce);

    private IEnumerable<int> Preferred(Endpoint endpoint) => encoding.Policy.InSelectionOrder
        .Where(index => preferences[encoding.Policy.Rules[index].Rule.Selection!] is { Length: > 0 } patterns && !patterns.Any(pattern => pattern.Matches(endpoint)))
        .Select(index => -encoding.Selects(index));

    /// <summary>Patterns of all arms of a split; an arm without patterns uses the selection's.</summary>
    private static IEnumerable<string> Patterns(Policies.Selection selection)
    {
        var arms = selection.Split?.Arms.Select(arm => arm.Prefer.IsEmpty ? selection.Prefer : arm.Prefer).ToList() ?? [selection.Prefer];
        return arms.Any(prefer => prefer.IsEmpty) ? [] : arms.SelectMany(prefer => prefer).Select(preference => preference.Pattern);
    }

    /// <summary>Limits and needs of the request itself.</summary>
    private IEnumerable<int> RequestLimits(EndpointReview review)
    {
        (FactSlot Need, bool? Has)[] needs =
        [
            (FixedFacts.NeedsTools, review.Endpoint.Capabilities.Tools),
            (FixedFacts.NeedsVision, review.Endpoint.Capabilities.Vision),
            (FixedFacts.NeedsStructuredOutput, review.Endpoint.Capabilities.StructuredOutput),
            (FixedFacts.NeedsReasoning, review.Endpoint.Capabilities.Reasoning),
        ];
        foreach (var (need, _) in needs.Where(need => need.Has != true))
        {
            yield return -Fact(need).Flag;
        }

        var deadline = Fact(FixedFacts.DeadlineMs);
        yield return circuit.Or(-deadline.Known, review.MinLatencyP99Ms is { } least ? -deadline.Number!.AtMost(deadline.Number.Domain.Below(least)) : circuit.False);
        var longest = Fact(FixedFacts.MaxOutputTokens);
        yield return circuit.Or(-Fact(FixedFacts.InputTokens).Known, Fits(FixedFacts.InputTokens, review.Endpoint.ContextTokens));
        yield return circuit.Or(-Fact(FixedFacts.InputTokens).Known, -longest.Known, review.Endpoint.ContextTokens is { } context
            ? encoding.Conditions.Encode(new Condition.CompareNumbers(
                new NumberTerm.Arithmetic(new NumberTerm.Fact(FixedFacts.InputTokens), ArithmeticOperator.Add, new NumberTerm.Fact(FixedFacts.MaxOutputTokens)),
                NumberRelation.LessOrEqual,
                new NumberTerm.Literal(context),
                default)).True
            : circuit.False);
        yield return circuit.Or(-longest.Known, review.Endpoint.MaxOutputTokens is { } most ? longest.Number!.AtMost(longest.Number.Domain.AtMost(most)) : circuit.False);
    }

    /// <summary>Literal that a count is within a limit; an unknown limit admits only 0.</summary>
    private int Fits(FactSlot slot, int? most) => Fact(slot).Number!.AtMost(Fact(slot).Number!.Domain.AtMost(most ?? 0));

    private FactVariable Fact(FactSlot slot) => encoding.Space[FixedFacts.All[slot.Index]];
}
