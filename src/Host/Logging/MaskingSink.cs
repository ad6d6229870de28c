using PadelSaaS.Platform.Security;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace PadelSaaS.Host.Logging;

/// <summary>
/// The last thing before a log line leaves the process: addresses and numbers of people in its text, its properties and its exception are
/// masked, whoever wrote it. Properties whose names say what they hold (phone, password, token, secret) are masked whatever they look like.
/// </summary>
internal sealed class MaskingSink(ILogEventSink inner) : ILogEventSink, IDisposable
{
    private static readonly MessageTemplateParser Parser = new();

    public void Emit(LogEvent logEvent)
    {
        var text = Mask.Text(logEvent.MessageTemplate.Text);
        var template = text == logEvent.MessageTemplate.Text ? logEvent.MessageTemplate : Parser.Parse(text);
        var properties = logEvent.Properties.Select(property => new LogEventProperty(property.Key, Masked(property.Key, property.Value)));
        var failure = logEvent.Exception is { } exception ? new MaskedException(exception) : null;
        inner.Emit(new LogEvent(logEvent.Timestamp, logEvent.Level, failure, template, properties, logEvent.TraceId ?? default, logEvent.SpanId ?? default));
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private static LogEventPropertyValue Masked(string name, LogEventPropertyValue value) => value switch
    {
        ScalarValue { Value: string text } => new ScalarValue(Mask.Value(name, text)),
        ScalarValue { Value: null or bool or int or long or double or decimal or Guid or DateTimeOffset or TimeSpan or Enum } => value,
        // Anything else is written by its own ToString, which may say what it likes.
        ScalarValue { Value: { } thing } => new ScalarValue(Mask.Value(name, thing.ToString())),
        SequenceValue list => new SequenceValue(list.Elements.Select(element => Masked(name, element))),
        StructureValue thing => new StructureValue(thing.Properties.Select(part => new LogEventProperty(part.Name, Masked(part.Name, part.Value))), thing.TypeTag),
        DictionaryValue map => new DictionaryValue(map.Elements.Select(entry => KeyValuePair.Create(entry.Key, Masked($"{entry.Key.Value}", entry.Value)))),
        _ => value,
    };
}

/// <summary>An exception as it may be read by whoever reads logs.</summary>
internal sealed class MaskedException(Exception masked) : Exception(Mask.Text(masked.Message))
{
    private readonly string text = Mask.Text(masked.ToString());

    public override string? StackTrace => masked.StackTrace;

    public override string ToString() => text;
}

/// <summary>How the masking is put in front of a sink.</summary>
public static class Masking
{
    /// <summary>Sinks that are written to only after <see cref="Mask"/> went over every line.</summary>
    public static Serilog.LoggerConfiguration Masked(this LoggerSinkConfiguration sinks, Action<LoggerSinkConfiguration> write) =>
        LoggerSinkConfiguration.Wrap(sinks, sink => new MaskingSink(sink), write);
}
