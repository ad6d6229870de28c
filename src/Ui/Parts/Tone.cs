namespace PadelSaaS.Ui.Parts;

/// <summary>What a colour says.</summary>
public enum Tone
{
    /// <summary>Nothing in particular.</summary>
    Neutral,

    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Done, paid, free.</summary>
    Good,

    /// <summary>Mind this: pending, expiring.</summary>
    Warn,

    /// <summary>Failed, refused, cancelled.</summary>
    Bad,

    /// <summary>The club's own colour.</summary>
    Brand,
}

/// <summary>How loud a button is.</summary>
public enum ButtonKind
{
    /// <summary>The one thing to do on a page.</summary>
    Primary,

    /// <summary>Something else one may do.</summary>
    Secondary,

    /// <summary>There when looked for.</summary>
    Quiet,

    /// <summary>Cannot be undone.</summary>
    Danger,
}

/// <summary>How tall a button is.</summary>
public enum ButtonSize
{
    /// <summary>44 px.</summary>
    Normal,

    /// <summary>36 px, for tables and boards; its touch area is still 44 px.</summary>
    Small,

    /// <summary>52 px, for the end of a checkout.</summary>
    Large,
}

internal static class ToneNames
{
    /// <summary>The word for style classes and attributes.</summary>
    public static string Word(this Tone tone) => tone switch { Tone.Info => "info", Tone.Good => "good", Tone.Warn => "warn", Tone.Bad => "bad", Tone.Brand => "brand", _ => "neutral" };

    /// <summary>The icon that says the same as the colour, for people who cannot tell the colours apart.</summary>
    public static string Icon(this Tone tone) => tone switch { Tone.Good => "circle-check", Tone.Warn => "triangle-alert", Tone.Bad => "circle-alert", _ => "info" };
}
