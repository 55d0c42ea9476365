/**
 * What another program needs of our environment to find its home, its screen and its language. Everything else
 * stays here: a key among our variables is not for a browser and its children.
 */
const wanted = new Set(
  `
  PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TMPDIR TEMP TMP
  DISPLAY XAUTHORITY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS DESKTOP_SESSION BROWSER
  KDE_FULL_SESSION KDE_SESSION_VERSION GNOME_DESKTOP_SESSION_ID GTK_IM_MODULE QT_IM_MODULE XMODIFIERS
  SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE USERNAME USERDOMAIN HOMEDRIVE HOMEPATH
  APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86)
  HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY SSL_CERT_FILE SSL_CERT_DIR
  CHROMIUM_FLAGS CHROME_DEVEL_SANDBOX FONTCONFIG_FILE FONTCONFIG_PATH WSL_DISTRO_NAME WSL_INTEROP __CF_USER_TEXT_ENCODING
  `
    .trim()
    .split(/\s+/),
)
const wantedFamilies = /^(?:LC|XDG|SNAP|LIBGL|MESA|GALLIUM|VK)_/

export function programEnv(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => wanted.has(name.toUpperCase()) || wantedFamilies.test(name)),
  )
}
