using RulesRouter.Diagnostics;
using static RulesRouter.Diagnostics.Severity;

namespace RulesRouter.Language.Diagnostics;

/// <summary>Every code that reading policy files can report. Catalog files have <c>RR03xx</c>, conditions <c>RR04xx</c>.</summary>
public static class LanguageDiagnostics
{
    public static DiagnosticCode Syntax { get; } = new("RR0001", Error, "a file that is not YAML");

    public static DiagnosticCode TooLarge { get; } = new("RR0002", Error, "a file beyond its size limits");

    public static DiagnosticCode Refused { get; } = new("RR0003", Error, "YAML that could be read two ways");

    public static DiagnosticCode DuplicateKey { get; } = new("RR0004", Error, "a key that stands twice");

    public static DiagnosticCode UnknownKind { get; } = new("RR0100", Error, "a document of no known kind or version");

    public static DiagnosticCode UnknownKey { get; } = new("RR0101", Error, "a key the schema does not have");

    public static DiagnosticCode WrongType { get; } = new("RR0102", Error, "a value of the wrong type");

    public static DiagnosticCode MissingKey { get; } = new("RR0103", Error, "a key that is missing");

    public static DiagnosticCode WrongValue { get; } = new("RR0104", Error, "a value outside what is allowed");

    public static DiagnosticCode Deprecated { get; } = new("RR0105", Warning, "a spelling that will no longer be read one day");

    public static DiagnosticCode CannotFormat { get; } = new("RR0106", Error, "a file whose layout cannot be changed safely");

    public static DiagnosticCode DuplicatePolicy { get; } = new("RR0201", Error, "two policies of one name");

    public static DiagnosticCode UnknownParent { get; } = new("RR0202", Error, "a parent that does not exist");

    public static DiagnosticCode InheritanceCycle { get; } = new("RR0203", Error, "policies that extend each other in a circle");

    public static DiagnosticCode DuplicateRule { get; } = new("RR0204", Error, "two rules of one id");

    public static DiagnosticCode NoDefault { get; } = new("RR0205", Error, "a policy without exactly one default rule");

    public static DiagnosticCode DefaultNotLast { get; } = new("RR0206", Error, "a default that is not the last rule");

    public static DiagnosticCode BadAttribute { get; } = new("RR0207", Error, "an attribute that cannot be declared so");

    public static DiagnosticCode RedeclaredName { get; } = new("RR0208", Error, "an attribute or let declared twice");

    public static DiagnosticCode BadDefault { get; } = new("RR0209", Error, "a default that does not fit its attribute");

    public static DiagnosticCode NoEffect { get; } = new("RR0210", Error, "a rule without an effect");

    public static DiagnosticCode BadConstraint { get; } = new("RR0211", Error, "a constraint that makes no sense");

    public static DiagnosticCode MatchesNothing { get; } = new("RR0212", Error, "a name or wildcard that matches nothing in the catalog");

    public static DiagnosticCode Unsatisfiable { get; } = new("RR0213", Warning, "a constraint no endpoint in the catalog satisfies");

    public static DiagnosticCode BadSelection { get; } = new("RR0214", Error, "a selection that contradicts itself");

    public static DiagnosticCode KeepsPrompts { get; } = new("RR0215", Error, "a child that keeps prompts its parent forbids to keep");

    public static DiagnosticCode DefaultDenies { get; } = new("RR0216", Error, "a default that does not select");

    public static DiagnosticCode BadClock { get; } = new("RR0231", Error, "a clock in a zone that does not exist");

    public static DiagnosticCode BadScript { get; } = new("RR0232", Error, "a script that cannot be declared so");

    public static DiagnosticCode BadParameter { get; } = new("RR0233", Error, "a parameter that cannot be declared or set so");

    public static DiagnosticCode BadWaiver { get; } = new("RR0234", Error, "a waiver that cannot hold");
}
