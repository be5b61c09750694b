using RulesRouter.Evaluation.Compiling.Expressions;
using RulesRouter.Policies.Conditions;

namespace RulesRouter.Verification.Properties;

/// <summary>The value of each operand of a condition: <c>task = "chat", deadlineMs = unknown</c>.</summary>
internal static class OperandFormat
{
    public static string Of(Condition condition, RequestFacts facts)
    {
        var operands = ConditionFacts.Of(condition)
            .Distinct()
            .Select(slot => $"{facts.Schema[slot].Name} = {facts[slot].ToString(facts.Schema[slot].Type)}")
            .ToList();
        return operands.Count == 0 ? "the condition reads no fact" : string.Join(", ", operands);
    }
}
