using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>One fact of a request as literals: whether it is known, and its value.</summary>
internal sealed class FactVariable
{
    private readonly Circuit circuit;
    private readonly Dictionary<string, int> members = new(StringComparer.Ordinal);
    private readonly List<Action<string>> onMember = [];

    /// <param name="values">Values of an enum.</param>
    public FactVariable(Circuit circuit, FactDefinition fact, IReadOnlyCollection<string> values, NumberDomain domain)
    {
        this.circuit = circuit;
        Fact = fact;
        Known = circuit.NewVariable();
        Flag = fact.Type == FactType.Boolean ? circuit.NewVariable() : 0;
        Number = fact.Type == FactType.Number ? new NumberVariable(circuit, domain) : null;
        Text = fact.Type is FactType.String or FactType.Enum ? new TextVariable(circuit, fact.Type == FactType.Enum ? values : null) : null;
    }

    public FactDefinition Fact { get; }

    public int Known { get; }

    public int Flag { get; }

    public NumberVariable? Number { get; }

    public TextVariable? Text { get; }

    public IReadOnlyDictionary<string, int> Members => members;

    public int Holds(string member)
    {
        if (!members.TryGetValue(member, out var literal))
        {
            members[member] = literal = circuit.NewVariable();
            foreach (var follow in onMember)
            {
                follow(member);
            }
        }

        return literal;
    }

    /// <summary>Runs <paramref name="follow"/> for every member, present and future.</summary>
    public void OnMember(Action<string> follow)
    {
        onMember.Add(follow);
        foreach (var member in members.Keys.ToArray())
        {
            follow(member);
        }
    }
}
