using System.Diagnostics.CodeAnalysis;

namespace RulesRouter.Economics;

/// <summary>Arrays that one search leaves to the next.</summary>
internal static class Buffers
{
    /// <summary>Makes room for a length. What was written stays.</summary>
    public static void Grow<T>([NotNull] ref T[]? buffer, int length)
    {
        buffer ??= [];
        if (buffer.Length < length)
        {
            Array.Resize(ref buffer, Math.Max(length, buffer.Length * 2));
        }
    }
}
