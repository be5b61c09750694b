using System.Collections.Immutable;

namespace RulesRouter.Diagnostics.Rendering;

/// <summary>A test suite of a JUnit report.</summary>
internal sealed record JunitSuite(string Name, ImmutableArray<JunitCase> Cases);

/// <summary>A test case of a JUnit report.</summary>
/// <param name="ClassName">Groups cases in the report.</param>
/// <param name="Failures">Empty: the case passed. The first is the message of the failure.</param>
internal sealed record JunitCase(string ClassName, string Name, ImmutableArray<string> Failures)
{
    /// <summary>Text of a case that passed, or empty.</summary>
    public string Output { get; init; } = "";
}
