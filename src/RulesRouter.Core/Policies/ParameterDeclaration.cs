using System.Collections.Immutable;
using System.Globalization;
using RulesRouter.Requests;
using RulesRouter.Source;

namespace RulesRouter.Policies;

/// <summary>A typed value of a policy that children, an environment file or the command line may set within bounds.</summary>
/// <param name="Type">Boolean, number, string or enum.</param>
/// <param name="Min">Of a number; null is unbounded.</param>
/// <param name="Max">Of a number; null is unbounded.</param>
internal sealed record ParameterDeclaration(
    string Name,
    FactType Type,
    ImmutableArray<string> Values,
    FactValue Default,
    double? Min,
    double? Max,
    string Description,
    SourceSpan Span)
{
    /// <summary>The error in a value for it; null for a valid value.</summary>
    /// <param name="value">A bool, a double or a string.</param>
    public string? ErrorOf(object? value) => (Type, value) switch
    {
        (FactType.Boolean, bool) => null,
        (FactType.Boolean, _) => $"`{Name}` must be true or false",
        (FactType.Number, double number) when number < Min => string.Create(
            CultureInfo.InvariantCulture,
            $"`{Name}` must be at least {Min}, found {number}"),
        (FactType.Number, double number) when number > Max => string.Create(
            CultureInfo.InvariantCulture,
            $"`{Name}` must be at most {Max}, found {number}"),
        (FactType.Number, double number) when double.IsFinite(number) => null,
        (FactType.Number, _) => $"`{Name}` must be a number",
        (FactType.Enum, string text) when Values.IsEmpty || Values.Contains(text) => null,
        (FactType.Enum, _) => $"`{Name}` must be one of {string.Join(", ", Values)}",
        (_, string) => null,
        (FactType.String or FactType.Set, _) => $"`{Name}` must be a string",
    };

    public static FactValue ValueOf(object? value) => value switch
    {
        bool flag => FactValue.Of(flag),
        double number => FactValue.Of(number),
        string text => FactValue.Of(text),
        _ => FactValue.Unknown,
    };
}

/// <summary>A line under a policy's <c>set:</c>.</summary>
/// <param name="Value">A bool, a double or a string; null is any other type, already reported.</param>
internal sealed record ParameterSetting(string Name, object? Value, SourceSpan Span);

/// <summary>A value from outside the policies.</summary>
/// <param name="Policy">The policy it applies to; policies that extend it inherit the value unless they set their own.</param>
/// <param name="Source">As reports name it: <c>--set</c>, or the file.</param>
/// <param name="Rank">Among several, the higher wins.</param>
internal sealed record ParameterOverride(string Policy, string Name, object? Value, string Source, int Rank, SourceSpan Span);

/// <summary>A parameter as one resolved policy sees it.</summary>
/// <param name="From">Who set it: <c>default</c>, a policy's name, <c>--set</c> or a file.</param>
internal sealed record ResolvedParameter(ParameterDeclaration Declaration, FactValue Value, string From)
{
    public string Name => Declaration.Name;

    public string Text => Value.ToString(Declaration.Type);
}
