using System.Globalization;
using System.Text;
using LibGit2Sharp;
using RulesRouter.Catalog;
using RulesRouter.Names;
using Tomlyn;
using Tomlyn.Model;

namespace RulesRouter.Suites.Scenarios;

/// <summary>
/// A scenario as a folder in Harbor's task layout (https://www.harborframework.com/docs/tasks): <c>task.toml</c>, <c>instruction.md</c>,
/// <c>environment/</c> with the files of the base commit, <c>tests/</c>, <c>solution/</c>; beside them <c>scenario.json</c>.
/// </summary>
internal static class TaskFolder
{
    public const string Archive = "environment/source.tar.gz";

    private const string TestPatch = "tests/test.patch";
    private const string GoldPatch = "solution/gold.patch";

    private const string Solution = "#!/bin/bash\nset -e\ncd /workspace\ngit apply --whitespace=nowarn /solution/gold.patch\n";

    /// <summary>Seconds that an agent, the build and the tests may take each, as <c>task.toml</c> says.</summary>
    private const double AgentSeconds = 1_800, BuildSeconds = 1_200, VerifierSeconds = 1_200;

    /// <summary>Writes the folder, in place of an earlier one of the same scenario.</summary>
    /// <param name="repository">Has the scenario's base commit.</param>
    public static void Write(Scenario scenario, Repository repository, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var part in (string[])["environment", "tests", "solution"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        WriteText(folder, "task.toml", TaskToml(scenario));
        WriteText(folder, "instruction.md", scenario.Instruction + "\n");
        WriteText(folder, ScenarioJson.FileName, ScenarioJson.Write(scenario));
        WriteText(folder, "environment/Dockerfile", Dockerfile(scenario.TestSystem));
        WriteText(folder, TestPatch, scenario.TestPatch);
        WriteText(folder, GoldPatch, scenario.GoldPatch);
        WriteScript(folder, "tests/test.sh", TestScript(scenario));
        WriteScript(folder, "solution/solve.sh", Solution);
        using var archive = File.Create(Path.Combine(folder, Archive));
        SourceArchive.Write(repository.Lookup<Commit>(scenario.BaseCommit), archive);
    }

    /// <summary>Writes what a check found into an existing folder.</summary>
    public static void Update(Scenario scenario, string folder) =>
        WriteText(folder, ScenarioJson.FileName, ScenarioJson.Write(scenario));

    /// <exception cref="FormatException">A file is absent or has another shape; the message names it.</exception>
    public static Scenario Read(string folder)
    {
        var json = ReadText(folder, ScenarioJson.FileName);
        var (instruction, tests, gold) =
            (ReadText(folder, "instruction.md").TrimEnd('\n'), ReadText(folder, TestPatch), ReadText(folder, GoldPatch));
        return ScenarioJson.Read(json, Path.Combine(folder, ScenarioJson.FileName), instruction, tests, gold);
    }

    private static string TaskToml(Scenario scenario) => TomlSerializer.Serialize(new TomlTable
    {
        ["schema_version"] = "1.1",
        ["task"] = new TomlTable
        {
            ["name"] = $"rulesrouter/{scenario.Id}",
            ["description"] = scenario.Instruction.Split('\n')[0],
        },
        ["metadata"] = new TomlTable
        {
            ["category"] = EnumNames<TaskKind>.NameOf(scenario.Task),
            ["base_commit"] = scenario.BaseCommit,
            ["merged_at"] = scenario.MergedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        },
        ["verifier"] = new TomlTable { ["timeout_sec"] = VerifierSeconds },
        ["agent"] = new TomlTable { ["timeout_sec"] = AgentSeconds },
        ["environment"] = new TomlTable { ["build_timeout_sec"] = BuildSeconds, ["allow_internet"] = false },
    });

    /// <summary>The image is the reader's to choose: which one builds a repository, its files do not say.</summary>
    private static string Dockerfile(TestSystem system) =>
        $"""
        # {BaseImage(system).Comment}
        ARG IMAGE={BaseImage(system).Image}
        FROM $IMAGE
        RUN command -v git > /dev/null || (apt-get update && apt-get install -y --no-install-recommends git)
        WORKDIR /workspace
        ADD source.tar.gz /workspace/

        """;

    private static (string Image, string Comment) BaseImage(TestSystem system) => system switch
    {
        TestSystem.Dotnet => ("mcr.microsoft.com/dotnet/sdk:10.0", "a .NET SDK; another version: --build-arg IMAGE="),
        TestSystem.Node or TestSystem.Vitest or TestSystem.Jest or TestSystem.Mocha =>
            ("node:22", "Node.js; add the installed packages for tests without a network"),
        TestSystem.Pytest => ("python:3.12", "Python; add pytest and the project's packages"),
        TestSystem.Maven => ("maven:3-eclipse-temurin-21", "Maven with a JDK; another version: --build-arg IMAGE="),
        TestSystem.Gradle => ("gradle:8-jdk21", "Gradle with a JDK; another version: --build-arg IMAGE="),
        TestSystem.Go => ("golang:1.24", "Go; add gotestsum"),
        TestSystem.Cargo => ("rust:1", "Rust; add cargo-nextest"),
        TestSystem.Configured => ("debian:bookworm", "whatever the configured test command needs"),
    };

    /// <summary>Harbor copies <c>tests/</c> to /tests and reads the reward from /logs/verifier/reward.txt.</summary>
    private static string TestScript(Scenario scenario) =>
        $$"""
        #!/bin/bash
        # The reward is 1 if the test command succeeds with the tests of the change. `rulesrouter suite run` judges by test name instead.
        cd /workspace
        git apply --whitespace=nowarn /tests/test.patch || { mkdir -p /logs/verifier; echo 0 > /logs/verifier/reward.txt; exit 0; }
        bash -c {{Quoted(scenario.TestCommand)}}
        status=$?
        mkdir -p /logs/verifier
        if [ $status -eq 0 ]; then echo 1; else echo 0; fi > /logs/verifier/reward.txt

        """;

    private static string Quoted(string text) => "'" + text.Replace("'", @"'\''", StringComparison.Ordinal) + "'";

    private static void WriteText(string folder, string path, string text) =>
        File.WriteAllText(Path.Combine(folder, path), text, new UTF8Encoding(false));

    private static void WriteScript(string folder, string path, string text)
    {
        WriteText(folder, path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                Path.Combine(folder, path),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                    | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    private static string ReadText(string folder, string path)
    {
        var full = Path.Combine(folder, path);
        return File.Exists(full)
            ? File.ReadAllText(full)
            : throw new FormatException($"`{full}` does not exist; `rulesrouter suite mine` writes complete scenarios");
    }
}
