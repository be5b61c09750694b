using RulesRouter.Requests;
using RulesRouter.Verification.Proving.Solving;

namespace RulesRouter.Verification.Proving.Encoding;

/// <summary>One fact of a request as literals: whether it is known, and what it is where it is.</summary>
internal sealed class FactVariable
{
    private readonly Circuit circuit;
    private readonly Dictionary<string, int> members = new(StringComparer.Ordinal);

    public FactVariable(Circuit circuit, FactDefinition fact, NumberDomain domain)
    {
        this.circuit = circuit;
        Fact = fact;
        Known = circuit.NewVariable();
        Flag = fact.Type == FactType.Boolean ? circuit.NewVariable() : 0;
        Number = fact.Type == FactType.Number ? new NumberVariable(circuit, domain) : null;
        Text = fact.Type is FactType.Text or FactType.Enum ? new TextVariable(circuit, fact.Type == FactType.Enum ? fact.Values : null) : null;
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
        }

        return literal;
    }
}
