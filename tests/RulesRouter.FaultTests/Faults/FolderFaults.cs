using RulesRouter.FaultTests.Policies;

namespace RulesRouter.FaultTests.Faults;

/// <summary>What happens to the files of a folder of policies.</summary>
internal static class FolderFaults
{
    private static string GuardIn(KnownPolicies policies) => Path.Combine(policies.Current, "guard.yaml");

    /// <summary>A program writes the protections piece by piece: for a while there are none, and then one of the two.</summary>
    public static async Task WriteSlowly(KnownPolicies policies, TimeSpan pause)
    {
        var pieces = (await File.ReadAllTextAsync(GuardIn(policies))).Split("\n    - id:");
        File.Delete(GuardIn(policies));
        await Task.Delay(pause);
        await using var file = new FileStream(GuardIn(policies), FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        await using var writer = new StreamWriter(file) { AutoFlush = true };
        for (var index = 0; index < pieces.Length; index++)
        {
            await writer.WriteAsync(index == 0 ? pieces[index] : $"\n    - id:{pieces[index]}");
            await Task.Delay(pause);
        }
    }

    /// <summary>A program that wrote the protections ended within a line.</summary>
    public static void CutInHalf(KnownPolicies policies)
    {
        var text = File.ReadAllText(GuardIn(policies));
        File.WriteAllText(GuardIn(policies), text[..(text.IndexOf("allow:", StringComparison.Ordinal) + 4)]);
    }

    public static void Empty(KnownPolicies policies)
    {
        foreach (var file in Directory.GetFiles(policies.Current))
        {
            File.Delete(file);
        }
    }
}
