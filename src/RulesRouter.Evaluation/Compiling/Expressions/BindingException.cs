using RulesRouter.Diagnostics;
using RulesRouter.Source;

namespace RulesRouter.Evaluation.Compiling.Expressions;

/// <summary>Ends the binding of one condition; caught in <see cref="ConditionReader"/>.</summary>
internal sealed class BindingException(DiagnosticCode code, SourceSpan span, string message, string help = "") : Exception(message)
{
    public DiagnosticCode Code { get; } = code;

    public SourceSpan Span { get; } = span;

    public string Help { get; } = help;
}
