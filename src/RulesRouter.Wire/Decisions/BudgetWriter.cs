using RulesRouter.Decisions;
using RulesRouter.Names;
using RulesRouter.Policies;
using RulesRouter.Wire.Writing;

namespace RulesRouter.Wire.Decisions;

/// <summary>Writes <c>budgets</c>: what a decision draws on them. Omitted if the policy has none.</summary>
internal static class BudgetWriter
{
    public static void Write(CompactJson json, ValueList<BudgetUse> budgets)
    {
        if (budgets.IsEmpty)
        {
            return;
        }

        json.StartArray("budgets"u8);
        foreach (var budget in budgets)
        {
            json.StartObject();
            json.String("id"u8, budget.Id);
            json.String("unit"u8, EnumNames<BudgetUnit>.NameOf(budget.Unit));
            if (budget.For.Length > 0)
            {
                json.String("for"u8, budget.For);
            }

            json.Number("limit"u8, budget.Limit);
            json.Figure("share"u8, budget.Share);
            json.Figure("remaining"u8, budget.Remaining);
            json.Figure("reserved"u8, budget.Reserved);
            if (budget.Until is { } until)
            {
                json.Timestamp("until"u8, until);
            }

            json.EndObject();
        }

        json.EndArray();
    }
}
