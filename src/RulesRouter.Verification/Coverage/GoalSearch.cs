using RulesRouter.Evaluation.Compiling;
using RulesRouter.Policies.Conditions;
using RulesRouter.Source;
using RulesRouter.Verification.Proving.Encoding;
using RulesRouter.Verification.Proving.Results;
using RulesRouter.Verification.Proving.Searching;
using RulesRouter.Verification.Witnesses;

namespace RulesRouter.Verification.Coverage;

/// <summary>Finds requests to one policy that meet goals, or proves that none exist.</summary>
internal sealed class GoalSearch
{
    private const int MaxRegions = 64;

    private readonly CompiledPolicySet set;
    private readonly PolicyGoals goals;
    private readonly PolicyEncoding encoding;
    private readonly RequestSearch search;
    private readonly ProofSettings settings;

    public GoalSearch(CompiledPolicySet set, PolicyGoals goals, ProofSettings settings)
    {
        this.set = set;
        this.goals = goals;
        this.settings = settings;
        encoding = new PolicyEncoding(new FactSpace(), goals.Policy, settings.At);
        search = new RequestSearch(encoding.Space, settings);
    }

    public RequestSearchResult<Witness> Find(CoverageGoal goal) =>
        search.Find([Literal(goal)], goal.Place, facts => Confirm(facts, goal.Place, goal.Key).Confirmation, encoding.EmptyRequest);

    /// <summary>Every reachable region with a request in it; the second value is true if there may be more.</summary>
    public (IReadOnlyList<(CoverageGoal Region, Witness Witness)> Found, bool MoreExist) Regions()
    {
        var found = new List<(CoverageGoal, Witness)>();
        var observed = goals.Policy.Rules.Select((rule, index) => (rule, index))
            .Where(row => PolicyGoals.Protects(row.rule))
            .Select(row => encoding.Rules[row.index].NotFalse)
            .Concat(goals.Policy.InSelectionOrder.Select(encoding.Selects)).ToArray();
        var open = new List<int>();
        while (found.Count < MaxRegions)
        {
            CoverageGoal? region = null;
            int[] seen = [];
            var next = search.Find(
                open,
                goals.Policy.Layers.Policy.Span,
                facts =>
                {
                    if (region is null)
                    {
                        seen = [.. observed.Select(literal => encoding.Space.Circuit.Solver.IsTrue(literal) ? literal : -literal)];
                    }

                    var (confirmation, its) = Confirm(facts, goals.Policy.Layers.Policy.Span, region?.Key);
                    region ??= its;
                    return confirmation;
                },
                encoding.EmptyRequest);
            if (next.Found is not { } witness)
            {
                return (found, !next.IsImpossible);
            }

            found.Add((region!, witness));
            open.Add(-encoding.Space.Circuit.And(seen));
        }

        return (found, true);
    }

    private (Confirmation<Witness> Confirmation, CoverageGoal? Region) Confirm(FactAssignment facts, SourceSpan place, GoalKey? goal)
    {
        if (RequestBuilder.Build(goals.Policy, set.Catalog, facts, settings.AllowSampleEvidence) is not { } witness)
        {
            return (new(null, new Obstacle("no request within size limits has the facts that the search requires", place)), null);
        }

        var answer = witness.Decide(set);
        return answer.Facts is { } seen && answer.Decision is not null && (goal is not { } wanted || goals.Meets(seen, wanted))
            ? (new(witness, null), goals.Region(seen))
            : (new(null, new Obstacle("the evaluator does not confirm the request that the search constructed", place)), null);
    }

    private int Literal(CoverageGoal goal)
    {
        var index = encoding.Indices(rule => rule.QualifiedId == goal.Owner).First();
        var condition = goals.Policy.Rules[index].Condition;
        return goal.Kind switch
        {
            CoverageKind.Rule => encoding.Rules[index].True,
            CoverageKind.Branch => Is(encoding.Conditions.Encode(ConditionLeaves.Of(condition)[goal.Leaf]), goal.Truth),
            CoverageKind.Deciding => encoding.Space.Circuit.And(
                Is(encoding.Conditions.Encode(ConditionLeaves.Of(condition)[goal.Leaf]), goal.Truth),
                Decides(condition, goal.Leaf)),
            _ => throw new ArgumentException("regions are enumerated by Regions()"),
        };
    }

    private int Is(Ternary value, Truth truth) => truth switch
    {
        Truth.True => value.True,
        Truth.False => value.False,
        Truth.Unknown => encoding.Space.Circuit.And(-value.True, -value.False),
    };

    private int Decides(Condition condition, int leaf)
    {
        var (with, without) = (
            encoding.Conditions.Encode(ConditionLeaves.With(condition, leaf, true)),
            encoding.Conditions.Encode(ConditionLeaves.With(condition, leaf, false)));
        var circuit = encoding.Space.Circuit;
        return circuit.Or(circuit.And(with.True, without.False), circuit.And(with.False, without.True));
    }
}
