namespace RulesRouter.Suites.Scenarios;

/// <summary>How each test system is made to write results by test name, as TRX or JUnit XML.</summary>
internal static class TestCommands
{
    /// <summary>Folder, relative to the work tree, that commands write their results to.</summary>
    public const string Results = ".rulesrouter-results";

    /// <summary>Shell command that builds and runs the tests in the work tree.</summary>
    /// <param name="system">Any but <see cref="TestSystem.Configured"/>.</param>
    /// <param name="projects">Folders of the test projects that the change touches, for systems that can run a part; empty for all.</param>
    public static string Of(TestSystem system, IReadOnlyCollection<string> projects) => system switch
    {
        TestSystem.Dotnet => Each(projects, project => $"dotnet test{project} --nologo --logger trx --results-directory {Results}"),
        TestSystem.Node => $"mkdir -p {Results} && node --test --test-reporter=junit --test-reporter-destination={Results}/junit.xml",
        TestSystem.Vitest => $"npx --no-install vitest run --reporter=junit --outputFile={Results}/junit.xml",
        TestSystem.Jest => $"JEST_JUNIT_OUTPUT_DIR={Results} npx --no-install jest --reporters=jest-junit",
        TestSystem.Mocha => $"mkdir -p {Results} && npx --no-install mocha --reporter xunit --reporter-option output={Results}/junit.xml",
        TestSystem.Pytest => $"python3 -m pytest -q --junitxml={Results}/junit.xml",
        TestSystem.Maven => "mvn -q -o -fae test",
        TestSystem.Gradle => "gradle --offline --continue test",
        TestSystem.Go => $"mkdir -p {Results} && gotestsum --junitfile {Results}/junit.xml ./...",
        TestSystem.Cargo => $"cargo nextest run --offline --no-fail-fast --profile ci; status=$?; mkdir -p {Results}; cp target/nextest/ci/junit.xml {Results}/; exit $status",
        TestSystem.Configured => throw new ArgumentException("a configured system has the command that the user gives", nameof(system)),
    };

    /// <summary>Shell command that downloads the dependencies, with the network; null where there is nothing to do.</summary>
    /// <param name="projects">As for <see cref="Of"/>.</param>
    public static string? Preparation(TestSystem system, IReadOnlyCollection<string> projects) => system switch
    {
        TestSystem.Dotnet => Each(projects, project => $"dotnet restore{project} -v quiet"),
        TestSystem.Node or TestSystem.Vitest or TestSystem.Jest or TestSystem.Mocha =>
            "if [ -f package-lock.json ]; then npm ci --ignore-scripts --no-audit --no-fund; fi",
        TestSystem.Maven => "mvn -q dependency:go-offline",
        TestSystem.Go => "go mod download",
        TestSystem.Cargo => "cargo fetch",
        TestSystem.Pytest or TestSystem.Gradle or TestSystem.Configured => null,
    };

    /// <summary>One command after the other, whatever their exit codes; the last failure is the exit code of all.</summary>
    private static string Each(IReadOnlyCollection<string> projects, Func<string, string> command) =>
        projects.Count == 0 ? command("")
        : projects.Count == 1 ? command($" {Quoted(projects.First())}")
        : $"status=0; {string.Concat(projects.Select(project => $"{command($" {Quoted(project)}")} || status=$?; "))}exit $status";

    private static string Quoted(string path) => path.All(letter => char.IsLetterOrDigit(letter) || letter is '/' or '.' or '_' or '-')
        ? path
        : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Glob patterns, relative to the work tree, of the files that hold results.</summary>
    public static IReadOnlyList<string> ResultFiles(TestSystem system) => system switch
    {
        TestSystem.Maven => ["**/target/surefire-reports/TEST-*.xml", "**/target/failsafe-reports/TEST-*.xml"],
        TestSystem.Gradle => ["**/build/test-results/**/TEST-*.xml"],
        TestSystem.Dotnet or TestSystem.Node or TestSystem.Vitest or TestSystem.Jest or TestSystem.Mocha or TestSystem.Pytest
            or TestSystem.Go or TestSystem.Cargo or TestSystem.Configured => [$"{Results}/**/*.trx", $"{Results}/**/*.xml"],
    };
}
