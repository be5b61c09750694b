namespace RulesRouter.Suites.Scenarios;

/// <summary>What builds a repository and runs its tests.</summary>
internal enum TestSystem
{
    Dotnet,

    /// <summary>Node's own test runner.</summary>
    Node,
    Vitest,
    Jest,
    Mocha,
    Pytest,
    Maven,
    Gradle,
    Go,
    Cargo,

    /// <summary>A command that the user gives.</summary>
    Configured,
}
