using System.Collections.Immutable;
using RulesRouter.Policies.Conditions;
using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Encoding;

namespace RulesRouter.Verification.Proving.Witnesses;

/// <summary>A solver's model → values of facts that make every encoded condition what the model says it is.</summary>
internal sealed class ModelReader(FactSpace space)
{
    private const int MostCombinations = 20_000;

    private readonly Func<int, bool> isTrue = space.Circuit.Solver.IsTrue;

    /// <summary>The values, or the condition they could not be made to fit.</summary>
    public (FactAssignment? Facts, EncodedLeaf? Unfit) Read()
    {
        var values = new Dictionary<string, FactValue>(StringComparer.Ordinal);
        foreach (var fact in space.Facts.Where(fact => isTrue(fact.Known)))
        {
            values[fact.Fact.Name] = ValueOf(fact);
        }

        var chosen = new FactAssignment(values);
        var unfit = Unfit(chosen);
        return unfit is null ? (chosen, null) : Search(chosen) is { } found ? (found, null) : (null, unfit);
    }

    private FactValue ValueOf(FactVariable fact) => fact.Fact.Type switch
    {
        FactType.Boolean => FactValue.Of(isTrue(fact.Flag)),
        FactType.Number => FactValue.Of(NumberChoice.Representative(fact)),
        FactType.Set => FactValue.Of(fact.Members.Where(pair => isTrue(pair.Value)).Select(pair => pair.Key).ToImmutableSortedSet(StringComparer.Ordinal)),
        _ => FactValue.Of(TextChoice.Find(fact.Text!, $"any-{fact.Fact.Name.Replace('.', '-')}", isTrue) ?? ""),
    };

    private EncodedLeaf? Unfit(FactAssignment facts)
    {
        var bySchema = new Dictionary<FactSchema, RequestFacts>();
        return space.Leaves.FirstOrDefault(leaf =>
        {
            if (!bySchema.TryGetValue(leaf.Schema, out var known))
            {
                bySchema[leaf.Schema] = known = facts.Over(leaf.Schema);
            }

            var truth = ConditionValue.Of(leaf.Condition, known);
            return isTrue(leaf.Value.True) != (truth == Truth.True) || isTrue(leaf.Value.False) != (truth == Truth.False);
        });
    }

    /// <summary>Tries combinations of values for the facts that conditions hold against each other.</summary>
    private FactAssignment? Search(FactAssignment chosen)
    {
        var entangled = space.ComputedNumbers.SelectMany(number => number.Leaves.Values).Concat(space.Orders.SelectMany(order => order.Leaves.Values)).ToHashSet();
        var numbers = space.Facts.Where(fact => isTrue(fact.Known) && fact.Number is { } number && entangled.Contains(number)).ToList();
        var meeting = numbers.SelectMany(NumberChoice.Candidates).Concat(space.ComputedNumbers.SelectMany(Ends)).Distinct().ToList();
        var options = numbers.Select(fact => (fact.Fact.Name, Values: Candidates(fact, meeting).ToList()))
            .Concat(Texts().Select(fact => (fact.Fact.Name, Values: TextCandidates(fact).ToList())))
            .ToList();
        return Combinations(options, 0, chosen).Take(MostCombinations).FirstOrDefault(candidate => Unfit(candidate) is null);
    }

    private IEnumerable<FactVariable> Texts()
    {
        var compared = space.Leaves.Select(leaf => leaf.Condition).OfType<Condition.SameText>().Any();
        return compared ? space.Facts.Where(fact => isTrue(fact.Known) && fact.Text is not null && fact.Fact.Type == FactType.Text) : [];
    }

    private IEnumerable<FactValue> TextCandidates(FactVariable fact) => TextChoice.Candidates(fact.Text!, "any-text", isTrue)
        .Append($"any-{fact.Fact.Name}")
        .Where(candidate => TextChoice.Fits(fact.Text!, candidate, isTrue))
        .Select(FactValue.Of);

    private static IEnumerable<double> Ends(ComputedNumber number)
    {
        var (low, high) = number.Number.Cell();
        return new[] { number.Number.Domain[low], number.Number.Domain[high] }.Where(double.IsFinite).SelectMany(value => new[] { value, value / 2, Math.Ceiling(value / 2), Math.Floor(value / 2) });
    }

    /// <summary>Every number at which something happens, and its neighbours, as far as they lie in the fact's own cell.</summary>
    private static IEnumerable<FactValue> Candidates(FactVariable fact, List<double> meeting)
    {
        var domain = fact.Number!.Domain;
        var (low, high) = fact.Number.Cell();
        return NumberChoice.Candidates(fact)
            .Concat(meeting.SelectMany(value => new[] { domain.AtMost(value), domain.AtMost(value) - 1, domain.AtMost(value) + 1 })
                .Where(index => index >= low && index <= high)
                .Select(index => domain[index]))
            .Distinct()
            .Select(value => FactValue.Of(value));
    }

    private static IEnumerable<FactAssignment> Combinations(List<(string Name, List<FactValue> Values)> options, int at, FactAssignment chosen) => at == options.Count
        ? [chosen]
        : options[at].Values.SelectMany(value => Combinations(options, at + 1, chosen.With(options[at].Name, value)));
}
