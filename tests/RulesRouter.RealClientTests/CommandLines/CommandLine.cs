using System.Diagnostics;
using RulesRouter.RealClientTests.Clients;
using RulesRouter.RealClientTests.Upstreams;

namespace RulesRouter.RealClientTests.CommandLines;

/// <summary>A coding agent's command line, which sends all its calls to the gateway.</summary>
/// <param name="Package">Its npm package.</param>
/// <param name="Program">File in <c>node_modules</c>.</param>
/// <param name="Environment">Beside a home of its own.</param>
internal sealed record CommandLine(
    string Name,
    string Package,
    string Program,
    IReadOnlyList<KeyValuePair<string, string>> Environment,
    IReadOnlyList<string> Arguments)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public string Version
    {
        get
        {
            using var package = System.Text.Json.JsonDocument.Parse(
                File.ReadAllText(Path.Combine(NpmPackages.CommandLines, "node_modules", Package, "package.json")));
            return package.RootElement.GetProperty("version").GetString()!;
        }
    }

    /// <summary>As a person types it.</summary>
    public string Typed =>
        $"{string.Concat(Environment.Select(one => $"{one.Key}={one.Value} "))}{Name} {string.Join(' ', Arguments.Select(Quoted))}";

    /// <summary>Claude Code, which calls Anthropic's API.</summary>
    public static CommandLine Claude(Uri gateway, string model) => new(
        "claude",
        "@anthropic-ai/claude-code",
        "@anthropic-ai/claude-code-linux-x64/claude",
        [new("ANTHROPIC_BASE_URL", new Uri(gateway, "/anthropic").ToString()), new("ANTHROPIC_API_KEY", "any")],
        ["-p", PromptedAnswers.UseTool, "--model", model, "--allowedTools", "Bash"]);

    /// <summary>Codex, which calls OpenAI's Responses API.</summary>
    public static CommandLine Codex(Uri gateway, string model) => new(
        "codex",
        "@openai/codex",
        "@openai/codex/bin/codex.js",
        [new("OPENAI_API_KEY", "any")],
        [
            "exec", "--skip-git-repo-check", "--sandbox", "danger-full-access", "-m", model, "-c", "model_provider=rulesrouter", "-c",
            "model_providers.rulesrouter={name=\"RulesRouter\",env_key=\"OPENAI_API_KEY\",wire_api=\"responses\","
                + $"base_url=\"{new Uri(gateway, "/openai/v1")}\"}}",
            PromptedAnswers.UseTool,
        ]);

    /// <summary>Runs it in a folder; its home is a new folder in there.</summary>
    /// <returns>Its exit status, standard output and standard error.</returns>
    public async Task<(int Status, string Output, string Error)> Run(string folder)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, $"home-{Name}")).FullName;
        var start = new ProcessStartInfo(Path.Combine(NpmPackages.CommandLines, "node_modules", Program), Arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        foreach (var (key, value) in Environment.Concat(Always(home, path!)))
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, await output, $"no end within {Limit}");
        }

        return (process.ExitCode, await output, await error);
    }

    private static KeyValuePair<string, string>[] Always(string home, string path) =>
    [
        new("PATH", path), new("HOME", home), new("CODEX_HOME", home), new("CLAUDE_CONFIG_DIR", Path.Combine(home, ".claude")),
        new("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1"), new("DISABLE_AUTOUPDATER", "1"),
    ];

    private static string Quoted(string argument) => argument.AsSpan().ContainsAny(" \"{") ? $"'{argument}'" : argument;
}
