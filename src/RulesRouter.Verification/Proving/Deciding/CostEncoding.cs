using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Evaluation.Endpoints;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Properties;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Proving.Deciding;

/// <summary>
/// What is certain of the costs of a hop at one endpoint: known where prices and lengths are, and within the bounds that the request's
/// lengths give. Only existing cuts of lengths and costs are related, so a claim's own figures decide how fine the bounds are.
/// </summary>
internal sealed class CostEncoding(FactSpace space, FactSchema hop)
{
    private const string WorstCase = "worstCaseUsd";
    private const string TokenCost = "tokenCostUsd";

    /// <summary>Tokens.</summary>
    private const double MaxTried = 10_000_000;

    private readonly Solving.Circuit circuit = space.Circuit;
    private readonly FactVariable input = space[FixedFacts.InputTokens.Definition];
    private readonly FactVariable output = space[FixedFacts.OutputTokens.Definition];
    private readonly FactVariable cap = space[FixedFacts.MaxOutputTokens.Definition];

    /// <param name="clause">On hops; its cuts exist.</param>
    /// <returns>Literal that the costs that a clause reads are within an endpoint's bounds.</returns>
    public int Within(CostBounds bounds, Condition clause)
    {
        var read = Read(clause);
        var certain = new List<int>();
        if (read.Contains(WorstCase))
        {
            var cost = Cost(WorstCase);
            var isBounded = double.IsFinite(bounds.LongestOutput);
            certain.Add(Implies([input.Known, isBounded ? circuit.True : cap.Known], cost.Known));
            certain.AddRange(AtMost(cost.Number!, cap, [cap.Known], bounds.WorstCaseAtMost));
            if (isBounded)
            {
                certain.AddRange(AtMost(cost.Number!, length => bounds.WorstCaseAtMost(length, bounds.LongestOutput), []));
            }

            certain.AddRange(AtLeast(cost.Number!, bounds));
        }

        if (read.Contains(TokenCost))
        {
            var cost = Cost(TokenCost);
            certain.Add(Implies([input.Known, output.Known], cost.Known));
            certain.AddRange(AtMost(cost.Number!, output, [output.Known], bounds.TokenCostAtMost));
            certain.AddRange(AtMost(cost.Number!, cap, [output.Known, cap.Known], bounds.TokenCostAtMost));
            certain.AddRange(AtLeast(cost.Number!, bounds));
        }

        return circuit.And(certain);
    }

    public bool IsReadBy(DecisionClause clause) => clause.Over != Quantifier.Decision && Read(clause.Condition) is var read
        && (read.Contains(WorstCase) || read.Contains(TokenCost));

    /// <summary>The facts with the greatest lengths of their cells, which cost the most; lengths without an end stay.</summary>
    public FactAssignment Longest(FactAssignment facts) => new[] { input, output, cap }.Aggregate(
        facts,
        (longer, length) => circuit.Solver.IsTrue(length.Known)
            && length.Number!.Domain[length.Number.Cell().High] is <= MaxTried and var most
            ? longer.With(length.Fact.Name, FactValue.Of(most))
            : longer);

    private HashSet<string> Read(Condition clause) =>
        ConditionFacts.Of(clause).Select(slot => hop[slot].Name).ToHashSet(StringComparer.Ordinal);

    private FactVariable Cost(string name) =>
        hop.TryFind(name, out var slot) ? space[hop[slot]] : throw new InvalidOperationException($"hops have no fact {name}");

    /// <summary>For each cut of an output length, the longest input at which a cost is still at most a cut of the cost.</summary>
    private IEnumerable<int> AtMost(NumberVariable cost, FactVariable length, int[] given, Func<double, double, double> most)
    {
        foreach (var cut in length.Number!.Cuts.ToList())
        {
            var tokens = length.Number.Domain[cut];
            foreach (var one in AtMost(cost, longest => most(longest, tokens), [.. given, length.Number.AtMost(cut)]))
            {
                yield return one;
            }
        }
    }

    private IEnumerable<int> AtMost(NumberVariable cost, Func<double, double> most, int[] given)
    {
        var inputs = input.Number!.Cuts.ToList();
        foreach (var cut in cost.Cuts.ToList())
        {
            var fitting = Count(inputs.Count, at => most(input.Number.Domain[inputs[at]]) <= cost.Domain[cut]);
            if (fitting > 0)
            {
                yield return Implies([input.Known, input.Number.AtMost(inputs[fitting - 1]), .. given], cost.AtMost(cut));
            }
        }
    }

    /// <summary>For each cut of the cost, the shortest input beyond which a cost is above it.</summary>
    private IEnumerable<int> AtLeast(NumberVariable cost, CostBounds bounds)
    {
        var inputs = input.Number!.Cuts.Prepend(input.Number.Domain.First - 1).ToList();
        foreach (var cut in cost.Cuts.ToList())
        {
            var below = Count(inputs.Count, at => bounds.AtLeast(input.Number.Domain[inputs[at] + 1]) <= cost.Domain[cut]);
            if (below < inputs.Count)
            {
                yield return Implies([input.Known, -input.Number.AtMost(inputs[below])], -cost.AtMost(cut));
            }
        }
    }

    /// <summary>How many of the first positions satisfy a condition that no position satisfies after one that does not.</summary>
    private static int Count(int count, Func<int, bool> holds)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = holds(middle) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int Implies(int[] given, int then) => circuit.Implies(circuit.And(given), then);
}
