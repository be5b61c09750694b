using RulesEngine.Models;

namespace RulesRouter.Evaluation.Expressions;

/// <summary>RulesEngine with everything off that fails open, reaches out or guesses.</summary>
internal static class WorkflowSettings
{
    public static ReSettings For(FactsType type) => new()
    {
        CustomTypes = [.. type.All, typeof(FactsView), typeof(FactSet), typeof(TextTests)],
        AutoRegisterInputType = false,
        IsExpressionCaseSensitive = true,
        EnableExceptionAsErrorMessage = false,
        IgnoreException = false,
        EnableScopedParams = false,
        AutoExecuteActions = false,
    };
}
