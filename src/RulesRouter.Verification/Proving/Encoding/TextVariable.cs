using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>
/// A string as the constants that it may equal, at most one at a time, and predicates on it. On a constant every predicate has the value
/// that it computes to; on any other string predicates are free except for implications between prefixes, suffixes and parts.
/// </summary>
internal sealed class TextVariable
{
    private readonly Circuit circuit;
    private readonly bool isClosed;
    private readonly Dictionary<string, int> constants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TextPredicate> predicates = new(StringComparer.Ordinal);
    private readonly List<Action<string>> onConstant = [];

    /// <param name="values">The only possible values; null if any string is possible.</param>
    public TextVariable(Circuit circuit, IReadOnlyCollection<string>? values)
    {
        this.circuit = circuit;
        Length = new NumberVariable(circuit, NumberDomain.Of(FactRange.Whole(0)));
        if (values is null)
        {
            return;
        }

        foreach (var value in values)
        {
            Equal(value);
        }

        isClosed = true;
        circuit.Require([.. constants.Values]);
    }

    public NumberVariable Length { get; }

    public IReadOnlyDictionary<string, int> Constants => constants;

    public IReadOnlyCollection<TextPredicate> Predicates => predicates.Values;

    public int Equal(string value)
    {
        if (constants.TryGetValue(value, out var literal))
        {
            return literal;
        }

        if (isClosed)
        {
            return circuit.False;
        }

        literal = circuit.NewVariable();
        foreach (var other in constants.Values)
        {
            circuit.Require(-literal, -other);
        }

        constants.Add(value, literal);
        foreach (var predicate in predicates.Values)
        {
            Settle(value, predicate);
        }

        foreach (var follow in onConstant.ToArray())
        {
            follow(value);
        }

        return literal;
    }

    /// <summary>Runs <paramref name="follow"/> for every constant, present and future.</summary>
    public void ForEachConstant(Action<string> follow)
    {
        onConstant.Add(follow);
        foreach (var value in constants.Keys.ToArray())
        {
            follow(value);
        }
    }

    public int Holds(TextPredicate wanted)
    {
        if (predicates.TryGetValue(wanted.Key, out var predicate))
        {
            return predicate.Literal;
        }

        predicate = wanted with
        {
            Literal = isClosed
                ? circuit.Or(constants.Where(pair => wanted.Test(pair.Key)).Select(pair => pair.Value))
                : circuit.NewVariable(),
        };
        if (!isClosed)
        {
            foreach (var other in predicates.Values)
            {
                Relate(predicate, other);
                Relate(other, predicate);
            }

            foreach (var value in constants.Keys)
            {
                Settle(value, predicate);
            }
        }

        if (predicate.Kind is not null)
        {
            circuit.Require(-predicate.Literal, -Length.AtMost(predicate.Part.Length - 1L));
        }

        predicates.Add(predicate.Key, predicate);
        return predicate.Literal;
    }

    private void Settle(string value, TextPredicate predicate)
    {
        if (!isClosed)
        {
            circuit.Require(-constants[value], predicate.Test(value) ? predicate.Literal : -predicate.Literal);
        }
    }

    private void Relate(TextPredicate first, TextPredicate second)
    {
        if (first.Implies(second))
        {
            circuit.Require(-first.Literal, second.Literal);
        }

        if (first.Excludes(second))
        {
            circuit.Require(-first.Literal, -second.Literal);
        }
    }
}
