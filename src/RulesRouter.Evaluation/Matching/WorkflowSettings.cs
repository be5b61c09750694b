using RulesEngine.Models;
using RulesRouter.Evaluation.Compiling.Expressions;

namespace RulesRouter.Evaluation.Matching;

/// <summary>Settings of RulesEngine: everything that fails open, performs I/O or infers types is off.</summary>
internal static class WorkflowSettings
{
    public static ReSettings For(FactsType type) => new()
    {
        CustomTypes = [.. type.All, typeof(FactsView), typeof(FactSet), typeof(StringFunctions)],
        AutoRegisterInputType = false,
        IsExpressionCaseSensitive = true,
        EnableExceptionAsErrorMessage = false,
        IgnoreException = false,
        EnableScopedParams = false,
        AutoExecuteActions = false,
    };
}
