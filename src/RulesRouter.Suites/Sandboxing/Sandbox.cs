using System.Collections.Immutable;
using System.Diagnostics;
using CliWrap;

namespace RulesRouter.Suites.Sandboxing;

/// <summary>Runs shell commands in a work tree, apart from the network and, with bubblewrap, from the files of the machine.</summary>
internal sealed class Sandbox
{
    private static readonly TimeSpan MemoryInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>What programs need of the system, read-only.</summary>
    private static readonly ImmutableArray<string> SystemFolders =
        ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/etc", "/opt", "/nix", "/var/lib/dpkg/alternatives", "/etc/alternatives"];

    /// <summary>Folders below the home that hold downloaded packages: read-only for commands without the network.</summary>
    private static readonly ImmutableArray<string> PackageFolders =
        [".nuget", ".local/share/NuGet", ".npm", ".m2", ".gradle", ".cargo", ".rustup", "go", ".cache/pip", ".cache/go-build"];

    /// <summary>
    /// Folders below the home that hold programs, some within the former: read-only, as they run outside the sandbox too.
    /// </summary>
    private static readonly ImmutableArray<string> ProgramFolders =
        [".dotnet", ".nvm", ".pyenv", ".local/lib", ".local/bin", ".cargo/bin", "go/bin"];

    private static readonly ImmutableArray<string> SecretWords = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"];

    private readonly CommandLimits limits;

    private Sandbox(Isolation isolation, CommandLimits limits, string? weakerBecause = null)
    {
        Isolation = isolation;
        this.limits = limits;
        WeakerBecause = weakerBecause;
    }

    public Isolation Isolation { get; }

    /// <summary>Why bubblewrap is not used, as its attempt said; null if it is.</summary>
    public string? WeakerBecause { get; }

    /// <summary>The strongest isolation that works on this machine.</summary>
    public static async Task<Sandbox> Strongest(CommandLimits limits, CancellationToken stop)
    {
        var probe = Directory.CreateTempSubdirectory("rulesrouter-probe").FullName;
        try
        {
            string? problem = null;
            foreach (var isolation in (Isolation[])[Isolation.Bubblewrap, Isolation.NetworkOnly])
            {
                var sandbox = new Sandbox(isolation, CommandLimits.Default with { Time = TimeSpan.FromMinutes(1) });
                var result = await sandbox.Run("true", probe, CommandAccess.Offline, stop).ConfigureAwait(false);
                if (result.Succeeded)
                {
                    return new Sandbox(isolation, limits, problem);
                }

                problem ??= result.End == CommandEnd.Exited
                    ? $"exit code {result.ExitCode}: {result.Output.Trim()}"
                    : "it does not end";
            }

            return new Sandbox(Isolation.None, limits, problem);
        }
        finally
        {
            Directory.Delete(probe, recursive: true);
        }
    }

    /// <param name="command">For the shell <c>sh</c>.</param>
    /// <param name="tree">Existing folder: the working directory, and the only one that the command may write to.</param>
    public Task<CommandResult> Run(string command, string tree, CommandAccess access, CancellationToken stop) =>
        Run(command, tree, access, "", stop);

    /// <param name="input">Standard input.</param>
    public async Task<CommandResult> Run(string command, string tree, CommandAccess access, string input, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var end = CommandEnd.Exited;
        void EndBy(CommandEnd reason)
        {
            end = reason;
            ending.Cancel();
        }

        using var output = new BoundedOutput(limits.Output, () => EndBy(CommandEnd.TooMuchOutput));
        var (program, arguments) = Wrapped(command, Path.GetFullPath(tree), access);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var wrapped = CliWrap.Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(tree)
                .WithEnvironmentVariables(Environment(access))
                .WithValidation(CommandResultValidation.None)
                .WithStandardInputPipe(PipeSource.FromString(input))
                .WithStandardOutputPipe(PipeTarget.ToStream(output))
                .WithStandardErrorPipe(PipeTarget.ToStream(output));
            var running = await StartingThread.Run(() => wrapped.ExecuteAsync(ending.Token)).ConfigureAwait(false);
            using var watched = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var watch = Watch(running.ProcessId, EndBy, watched.Token);
            try
            {
                var result = await running.ConfigureAwait(false);
                return new CommandResult(CommandEnd.Exited, result.ExitCode, output.ToString(), Stopwatch.GetElapsedTime(started));
            }
            finally
            {
                await watched.CancelAsync().ConfigureAwait(false);
                await watch.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new CommandResult(end, -1, output.ToString(), Stopwatch.GetElapsedTime(started));
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            var problem = $"`{program}` cannot be started: {exception.Message}";
            return new CommandResult(CommandEnd.Exited, 127, problem, Stopwatch.GetElapsedTime(started));
        }
    }

    private async Task Watch(int process, Action<CommandEnd> end, CancellationToken stop)
    {
        var deadline = Stopwatch.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(MemoryInterval, stop).ConfigureAwait(false);
                if (Stopwatch.GetElapsedTime(deadline) > limits.Time)
                {
                    end(CommandEnd.TimedOut);
                    return;
                }

                if (ProcessMemory.OfTree(process) > limits.Memory)
                {
                    end(CommandEnd.OutOfMemory);
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The command ended.
        }
    }

    private (string Program, IEnumerable<string> Arguments) Wrapped(string command, string tree, CommandAccess access) => Isolation switch
    {
        Isolation.Bubblewrap => ("bwrap", [.. Bubblewrap(tree, access), "sh", "-c", command]),
        Isolation.NetworkOnly when !access.HasNetwork => ("unshare", ["-rn", "sh", "-c", $"ip link set lo up 2>/dev/null; {command}"]),
        Isolation.NetworkOnly or Isolation.None => ("sh", ["-c", command]),
    };

    private static IEnumerable<string> Bubblewrap(string tree, CommandAccess access)
    {
        var home = Home();
        foreach (var folder in SystemFolders)
        {
            yield return "--ro-bind-try";
            yield return folder;
            yield return folder;
        }

        foreach (var part in (string[])["--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--tmpfs", home])
        {
            yield return part;
        }

        foreach (var folder in PackageFolders.Concat(ProgramFolders))
        {
            yield return access.WritesCaches && !ProgramFolders.Contains(folder) ? "--bind-try" : "--ro-bind-try";
            yield return Path.Combine(home, folder);
            yield return Path.Combine(home, folder);
        }

        foreach (var folder in access.Readable)
        {
            yield return "--ro-bind";
            yield return folder;
            yield return folder;
        }

        string[] rest =
            ["--bind", tree, tree, "--chdir", tree, "--unshare-pid", "--unshare-ipc", "--die-with-parent", "--new-session"];
        foreach (var part in rest)
        {
            yield return part;
        }

        if (!access.HasNetwork)
        {
            yield return "--unshare-net";
        }
    }

    /// <summary>The environment of this process without what looks like a credential.</summary>
    private static Dictionary<string, string?> Environment(CommandAccess access)
    {
        var changed = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_CEILING_DIRECTORIES"] = Path.GetTempPath().TrimEnd('/'),
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["CI"] = "true",

            // Build servers would survive the command, and hold its files.
            ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
            ["MSBUILDDISABLENODEREUSE"] = "1",
            ["UseSharedCompilation"] = "false",
        };
        foreach (string name in System.Environment.GetEnvironmentVariables().Keys)
        {
            if (IsSecret(name) && !access.Variables.Contains(name))
            {
                changed[name] = null;
            }
        }

        return changed;
    }

    private static bool IsSecret(string name) =>
        SecretWords.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    private static string Home() =>
        System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : "/root";
}
