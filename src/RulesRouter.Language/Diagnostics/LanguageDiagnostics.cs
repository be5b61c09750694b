using RulesRouter.Diagnostics;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Language.Diagnostics;

/// <summary>Every code that reading policy files can report. Catalog files have <c>RR03xx</c>, conditions <c>RR04xx</c>.</summary>
public static class LanguageDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0001", Error, "invalid YAML");

    public static DiagnosticCode TooLarge { get; } = new("RR0002", Error, "file too large");

    public static DiagnosticCode Refused { get; } = new("RR0003", Error, "ambiguous or unsupported YAML");

    public static DiagnosticCode DuplicateKey { get; } = new("RR0004", Error, "duplicate key");

    public static DiagnosticCode UnknownKind { get; } = new("RR0100", Error, "unknown kind or version");

    public static DiagnosticCode UnknownKey { get; } = new("RR0101", Error, "unknown key");

    public static DiagnosticCode WrongType { get; } = new("RR0102", Error, "type mismatch");

    public static DiagnosticCode MissingKey { get; } = new("RR0103", Error, "missing key");

    public static DiagnosticCode WrongValue { get; } = new("RR0104", Error, "value not allowed");

    public static DiagnosticCode Deprecated { get; } = new("RR0105", Warning, "deprecated spelling");

    public static DiagnosticCode CannotFormat { get; } = new("RR0106", Error, "file cannot be formatted safely");

    public static DiagnosticCode DuplicatePolicy { get; } = new("RR0201", Error, "duplicate policy");

    public static DiagnosticCode UnknownParent { get; } = new("RR0202", Error, "unknown parent policy");

    public static DiagnosticCode InheritanceCycle { get; } = new("RR0203", Error, "circular inheritance");

    public static DiagnosticCode DuplicateRule { get; } = new("RR0204", Error, "duplicate rule id");

    public static DiagnosticCode NoDefault { get; } = new("RR0205", Error, "not exactly one default rule");

    public static DiagnosticCode DefaultNotLast { get; } = new("RR0206", Error, "default rule is not last");

    public static DiagnosticCode BadAttribute { get; } = new("RR0207", Error, "invalid attribute declaration");

    public static DiagnosticCode RedeclaredName { get; } = new("RR0208", Error, "name declared twice");

    public static DiagnosticCode BadDefault { get; } = new("RR0209", Error, "default value does not match its attribute");

    public static DiagnosticCode NoEffect { get; } = new("RR0210", Error, "rule without an effect");

    public static DiagnosticCode BadConstraint { get; } = new("RR0211", Error, "inconsistent constraint");

    public static DiagnosticCode MatchesNothing { get; } = new("RR0212", Error, "pattern matches nothing in the catalog");

    public static DiagnosticCode Unsatisfiable { get; } = new("RR0213", Warning, "constraint that no endpoint satisfies");

    public static DiagnosticCode BadSelection { get; } = new("RR0214", Error, "inconsistent selection");

    public static DiagnosticCode KeepsPrompts { get; } = new("RR0215", Error, "child stores prompts that its parent forbids to store");

    public static DiagnosticCode DefaultDenies { get; } = new("RR0216", Error, "default rule does not select");

    public static DiagnosticCode BadClock { get; } = new("RR0231", Error, "unknown time zone of a clock");

    public static DiagnosticCode BadScript { get; } = new("RR0232", Error, "invalid script declaration");

    public static DiagnosticCode BadParameter { get; } = new("RR0233", Error, "invalid parameter declaration or value");

    public static DiagnosticCode BadWaiver { get; } = new("RR0234", Error, "invalid waiver");
}
