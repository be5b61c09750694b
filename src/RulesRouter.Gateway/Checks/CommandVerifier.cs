using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using RulesRouter.Gateway.Dialects.Answers;

namespace RulesRouter.Gateway.Checks;

/// <summary>
/// A command that reads the answer as JSON from its standard input: exit status 0 accepts it. It does not get the gateway's environment,
/// which has credentials.
/// </summary>
/// <param name="Command">Program and arguments; no shell reads them.</param>
internal sealed record CommandVerifier(ImmutableArray<string> Command, TimeSpan Timeout) : Verifier(Timeout)
{
    /// <summary>Bytes of output, and as many of errors.</summary>
    public const int MaxOutput = 1024 * 1024;

    private static readonly string[] Environment = ["PATH", "HOME", "LANG", "TMPDIR", "DOTNET_ROOT"];

    /// <summary>Commands that run at once.</summary>
    private static readonly SemaphoreSlim Free = new(System.Environment.ProcessorCount);

    /// <summary>The command's time starts when it runs, not while it waits for others to end.</summary>
    public override async Task<string?> FaultOf(Answer answer, CancellationToken stop)
    {
        await Free.WaitAsync(stop).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            limit.CancelAfter(Timeout);
            return await Run(Input(answer), limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"no verdict within {Timeout.TotalMilliseconds:0} ms");
        }
        finally
        {
            Free.Release();
        }
    }

    private async Task<string?> Run(ReadOnlyMemory<byte> input, CancellationToken stop)
    {
        var family = new ProcessFamily();
        using var process = new Process { StartInfo = Start(family) };
        try
        {
            process.Start();
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            return $"`{Command[0]}` cannot be started";
        }

        var written = Write(process, input, stop);
        var read = Task.WhenAll(
            Drain(process.StandardOutput.BaseStream, process, stop),
            Drain(process.StandardError.BaseStream, process, stop));
        try
        {
            await process.WaitForExitAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            // What it left running would hold its output open.
            family.Kill(process);
        }

        await written.ConfigureAwait(false);
        return (await read.ConfigureAwait(false)).Contains(true) ? $"it wrote more than {MaxOutput} bytes"
            : process.ExitCode == 0 ? null
            : $"exit status {process.ExitCode.ToString(CultureInfo.InvariantCulture)}";
    }

    private ProcessStartInfo Start(ProcessFamily family)
    {
        var start = new ProcessStartInfo(Command[0], Command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => !Environment.Contains(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        family.Mark(start);
        return start;
    }

    /// <summary>A command may exit without reading all, or any, of its input, which is no fault.</summary>
    private static async Task Write(Process process, ReadOnlyMemory<byte> input, CancellationToken stop)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, stop).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Its exit status counts.
        }
    }

    /// <summary>Reads what no one needs. True, and the end of the command, if it is too much.</summary>
    private static async Task<bool> Drain(Stream stream, Process process, CancellationToken stop)
    {
        var buffer = new byte[8 * 1024];
        var total = 0;
        while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is var read and > 0)
        {
            total += read;
            if (total > MaxOutput)
            {
                ProcessFamily.KillTree(process);
                return true;
            }
        }

        return false;
    }
}
