using System.Collections.Immutable;
using System.Diagnostics;
using RulesRouter.Decisions;
using RulesRouter.Wire.Reading;

namespace RulesRouter.Wire.Records;

/// <summary>Reads the recorded state of budgets by id.</summary>
internal static class BudgetStateReader
{
    private static readonly FieldNames Names = FieldNames.Of<Field>();

    private enum Field
    {
        Spent,
        Reserved,
        Lost,
    }

    public static ImmutableSortedDictionary<string, BudgetState> Values(ref StrictReader json)
    {
        var states = ImmutableSortedDictionary.CreateBuilder<string, BudgetState>(StringComparer.Ordinal);
        if (json.IsObject())
        {
            while (json.NextKey(out var id))
            {
                states[id] = Value(ref json);
            }
        }

        return states.ToImmutable();
    }

    private static BudgetState Value(ref StrictReader json)
    {
        if (!json.IsObject())
        {
            return BudgetState.Unused;
        }

        var (spent, reserved, lost) = (0.0, 0.0, false);
        var fields = new FieldSet();
        while (json.NextField(Names, ref fields))
        {
            switch ((Field)fields.Current)
            {
                case Field.Spent:
                    spent = json.Number(0, "a number of at least 0") ?? 0;
                    break;
                case Field.Reserved:
                    reserved = json.Number(0, "a number of at least 0") ?? 0;
                    break;
                case Field.Lost:
                    lost = json.Boolean() ?? false;
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new BudgetState(spent, reserved, lost);
    }
}
