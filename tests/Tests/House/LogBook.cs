using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Tests.House;

/// <summary>Keeps what the platform logs.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>Fails when a line tells somebody's address or number: every class of the suite ends with this question.</summary>
    public void HoldsNobody()
    {
        if (lines.FirstOrDefault(line => Mask.Text(line) != line) is { } telling) throw new InvalidOperationException($"The log tells who somebody is: {telling}");
    }

    public ILogger CreateLogger(string categoryName) => new Page(lines, categoryName);

    public void Dispose() => lines.Clear();

    private sealed class Page(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
    }
}
