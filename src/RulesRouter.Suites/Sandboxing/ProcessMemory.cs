using System.Globalization;

namespace RulesRouter.Suites.Sandboxing;

/// <summary>Resident memory of a process and all its descendants, as /proc reports it; 0 where there is no /proc.</summary>
internal static class ProcessMemory
{
    private static readonly long PageSize = Environment.SystemPageSize;

    public static long OfTree(int root)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return 0;
        }

        var children = new Dictionary<int, List<(int Id, long Bytes)>>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read(folder) is var (parent, bytes))
            {
                (children.TryGetValue(parent, out var list) ? list : children[parent] = []).Add((id, bytes));
            }
        }

        return Sum(root, children);
    }

    private static long Sum(int root, Dictionary<int, List<(int Id, long Bytes)>> children)
    {
        var total = 0L;
        var left = new Stack<int>([root]);
        while (left.TryPop(out var parent))
        {
            foreach (var (id, bytes) in children.GetValueOrDefault(parent) ?? [])
            {
                total += bytes;
                left.Push(id);
            }
        }

        return total;
    }

    private static (int Parent, long Bytes)? Read(string folder)
    {
        try
        {
            // Behind the name in parentheses: state, parent, …; field 24 is the resident set in pages.
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture) * PageSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            // It ended between the listing and the reading.
            return null;
        }
    }
}
